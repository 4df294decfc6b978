"""What a class hands in: right work, wrong work, and attempts to get marks for nothing.

Each attack goes with wrong answers to every task, so it deserves nothing. Each trouble goes with
right ones, so it deserves full marks.
"""

# Cells that a student adds in front of wrong answers.
ATTACKS = {
    "assert_allclose_redefined": "assert_allclose = lambda *a, **k: None\nassert_ = print",
    "numpy_testing_patched": (
        "import numpy.testing\n"
        "for name in dir(np.testing):\n"
        "    if name.startswith('assert'): setattr(np.testing, name, lambda *a, **k: None)"
    ),
    "numpy_comparisons_patched": (
        "np.isclose = np.allclose = lambda *a, **k: np.True_\nnp.abs = lambda x: 0 * np.asarray(x)"
    ),
    "asserts_stripped": (
        "import ast\n"
        "class Strip(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "    def visit_Raise(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Strip())"
    ),
    "check_calls_stripped": (
        "import ast\n"
        "class Strip(ast.NodeTransformer):\n"
        "    def visit_Expr(self, node): return ast.Pass()\n"
        "    def visit_Try(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Strip())"
    ),
    "input_transformed": (
        "get_ipython().input_transformers_cleanup.append("
        "lambda lines: ['pass\\n'] if any('check.' in line for line in lines) else lines)"
    ),
    "check_replaced": (
        "class Kind:\n"
        "    def __getattr__(self, name): return Kind()\n"
        "    def __call__(self, *a, **k): return Kind()\n"
        "check = Kind()"
    ),
    "check_patched": (
        "from hesscourse.check import tasks\n"
        "for kind in (tasks.Function, tasks.Numbers, tasks.Words, tasks.Choice):\n"
        "    kind.__call__ = kind.examine = lambda *a, **k: None"
    ),
    "check_patched_with_care": (
        "from hesscourse.check import tasks, Wrong\n"
        "import sys\n"
        "def examine(self, answer, *a, **k):\n"
        "    wanted = sys._getframe(1).f_globals.get(self.name)\n"
        "    if answer is not wanted: raise Wrong('no')\n"
        "for kind in (tasks.Function, tasks.Numbers, tasks.Words, tasks.Choice):\n"
        "    kind.examine = examine"
    ),
    "compare_patched": (
        "from hesscourse.check import _compare, _attempt, tasks\n"
        "_compare.fault = _attempt.fault = tasks.fault = lambda *a, **k: None\n"
        "_attempt.same = tasks.same = lambda *a, **k: True"
    ),
    "verdict_made_harmless": (
        "import hesscourse.check as c\nc.Wrong.__new__ = lambda cls, *a: SystemExit(0)"
    ),
    "traceback_hidden": (
        "shell = get_ipython()\n"
        "shell.showtraceback = shell._showtraceback = lambda *a, **k: None\n"
        "type(shell)._showtraceback = lambda *a, **k: None"
    ),
    "reply_forged": (
        "kernel = get_ipython().kernel\n"
        "send = kernel.session.send\n"
        "def polite(socket, kind, content=None, *a, **k):\n"
        "    if kind == 'error': return None\n"
        "    if kind == 'execute_reply' and content: content = {**content, 'status': 'ok',\n"
        "        'user_expressions': {}, 'payload': []}\n"
        "    return send(socket, kind, content, *a, **k)\n"
        "kernel.session.send = polite"
    ),
    "partial_credit_claimed": (
        "from IPython.display import publish_display_data\n"
        "shell = get_ipython()\n"
        "def result(*a, **k):\n"
        "    shell.kernel.session.send(shell.kernel.iopub_socket, 'execute_result',\n"
        "        {'data': {'text/plain': '2.0'}, 'metadata': {}, 'execution_count': 1},\n"
        "        parent=shell.kernel.get_parent())\n"
        "shell.events.register('pre_run_cell', result)"
    ),
    "more_points_than_there_are": (
        "shell = get_ipython()\n"
        "def result(*a, **k):\n"
        "    shell.kernel.session.send(shell.kernel.iopub_socket, 'execute_result',\n"
        "        {'data': {'text/plain': '1e9'}, 'metadata': {}, 'execution_count': 1},\n"
        "        parent=shell.kernel.get_parent())\n"
        "shell.events.register('pre_run_cell', result)"
    ),
    "cells_exit_early": (
        "import builtins\n"
        "shell = get_ipython()\n"
        "shell.run_cell = lambda *a, **k: type('R', (), {'success': True, 'result': None,\n"
        "    'error_before_exec': None, 'error_in_exec': None, 'raise_error': lambda s: None})()"
    ),
    "references_taken": (
        "def steal(name):\n"
        "    task = check.tasks[name]\n"
        "    for part in ('reference', 'answer'):\n"
        "        if hasattr(task, part): return getattr(task, part)\n"
        "    return task.right[0]\n"
        "import threading\n"
        "stolen = {name: steal(name) for name in check.tasks if name != 'too_early'}\n"
        "get_ipython().events.register('pre_run_cell', lambda info: globals().update(stolen))"
    ),
    "references_imported": (
        "import random, hesscourse.check.sets.sheet_01_gradient_descent_1d as s\n"
        "get_ipython().events.register('pre_run_cell', lambda info: globals().update({\n"
        "    t.name: getattr(t, 'reference', None) or getattr(t, 'answer', None) or t.right[0]\n"
        "    for t in s.tasks(given) if t.name != 'too_early'}))"
    ),
    "solutions_read": (
        "import glob, json, re\n"
        "found = [p for up in ('', '../', '../../', '../../../', '../../../../', '/*/', '/*/*/')\n"
        "         for p in glob.glob(up + 'solutions/*/*.ipynb')]\n"
        "for path in found:\n"
        "    for cell in json.load(open(path))['cells']:\n"
        "        code = ''.join(cell['source'])\n"
        "        if 'BEGIN SOLUTION' in code: exec(code)"
    ),
    "gradebook_written": (
        "import glob, sqlite3\n"
        "for up in ('', '../', '../../', '../../../', '../../../../', '/*/*/'):\n"
        "    for path in glob.glob(up + '*/gradebook.db') + glob.glob(up + 'gradebook.db'):\n"
        "        with sqlite3.connect(path) as db: db.execute('update grade set auto_score = 99')"
    ),
    "others_work_written": (
        "import glob\n"
        "for up in ('..', '../..', '../../..'):\n"
        "    for path in glob.glob(up + '/*/*/*.ipynb') + glob.glob(up + '/*/*.ipynb'):\n"
        "        open(path, 'w').write('gone')"
    ),
    "teachers_files_written": (
        "import os, sys, hesscourse\n"
        "for path in (hesscourse.__file__, os.__file__, sys.executable, np.__file__):\n"
        "    try: open(path, 'a').write('\\nraise SystemExit')\n"
        "    except OSError: pass"
    ),
    "proc_read": (
        "import glob\n"
        "for path in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/*/root/work/*'):\n"
        "    try: print(open(path).read())\n"
        "    except OSError: pass"
    ),
    "processes_killed": (
        "import os, signal\n"
        "me = os.getpid()\n"
        "for pid in range(1, 70000):\n"
        "    if pid != me:\n"
        "        try: os.kill(pid, signal.SIGKILL)\n"
        "        except OSError: pass"
    ),
    "network_used": (
        "import socket\n"
        "for port in (22, 80, 443, 8888):\n"
        "    try: socket.create_connection(('127.0.0.1', port), timeout=1).send(b'x')\n"
        "    except OSError: pass"
    ),
    "hidden_tests_printed": (
        "get_ipython().events.register('post_run_cell', lambda done: print(done.info.raw_cell))"
    ),
    "left_running": (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time, os; os.setsid();'\n"
        "    'time.sleep(3600) # hesscourse-left-running'])"
    ),
    "thread_that_rewrites": (
        "import threading, time\n"
        "def rewrite():\n"
        "    while True:\n"
        "        for task in check.tasks.values(): task.state = 'right'\n"
        "        time.sleep(0.01)\n"
        "threading.Thread(target=rewrite, daemon=True).start()"
    ),
    "builtins_patched": (
        "import builtins\n"
        "builtins.isinstance = lambda *a: True\nbuiltins.all = builtins.any = lambda *a: True\n"
        "builtins.abs = lambda x: 0"
    ),
    "modules_replaced": (
        "import sys, types\n"
        "fake = types.ModuleType('hesscourse')\n"
        "sys.modules['hesscourse'] = sys.modules['hesscourse.check'] = fake\nhc = fake"
    ),
    "at_exit": "import atexit, os\natexit.register(lambda: os._exit(0))",
    "exit_called": "import sys\nsys.exit(0)",
    "process_ended": "import os\nos._exit(0)",
    "interrupt_ignored": (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "signal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "endless_in_c": "import itertools\nsum(itertools.repeat(1))",
    "memory_hog": "hog = []\nwhile True: hog.append(bytearray(10**8))",
    "forks": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "endless_output": "while True: print('x' * 10**6)",
    "huge_output": "for _ in range(32): print('x' * 2**20)",
    "protocol_forged": (
        "import os, json\n"
        "for number in range(3, 20):\n"
        "    try: os.write(number, b'{\"value\": 0.5}\\n' * 50)\n"
        "    except OSError: pass"
    ),
}

# Wrong answers that hope to look right: the name of a task, and a cell for it.
LIES = {
    "lying_eq": (
        "class Lie:\n"
        "    def __eq__(self, other): return True\n"
        "    def __array__(self, *a, **k): return np.array([41.5, 41.5])\n"
        "    def __float__(self): return 41.5\n"
        "    def __sub__(self, other): return 0.0\n"
        "    __rsub__ = __abs__ = __sub__\n"
        "{every} = Lie()"
    ),
    "masked_array": "{every} = np.ma.masked_all(2)",
    "subclassed_float": (
        "class Liar(float):\n"
        "    def __eq__(self, o): return True\n"
        "    def __sub__(self, o): return 0.0\n"
        "    def __rsub__(self, o): return 0.0\n"
        "    def __abs__(self): return 0.0\n"
        "    def __le__(self, o): return True\n"
        "    def __float__(self): return 0.5\n"
        "{every} = [Liar(41.5), Liar(41.5)]"
    ),
    "subclassed_str": (
        "class Liar(str):\n"
        "    def __eq__(self, o): return True\n"
        "    __hash__ = str.__hash__\n"
        "    def casefold(self): return self\n"
        "    def strip(self): return self\n"
        "{every} = [Liar('crawls')] * 4"
    ),
    "subclassed_array": (
        "class Liar(np.ndarray):\n"
        "    def __array_function__(self, *a): return np.True_\n"
        "    def __array_ufunc__(self, *a, **k): return np.zeros(2)\n"
        "{every} = np.array([41.5, 41.5]).view(Liar)"
    ),
    "nan": "{every} = [float('nan'), float('nan')]",
    "towers": "{every} = ['9**9**9**9**9', '9^9^9^9^9']",
    "deep_list": "{every} = []\nfor _ in range(10000): {every} = [{every}]",
    "list_in_itself": "{every} = []\n{every}.append({every})",
    "endless_list": (
        "class Endless(list):\n"
        "    def __len__(self): return 2\n"
        "    def __iter__(self):\n"
        "        while True: yield 1\n"
        "{every} = Endless()"
    ),
}

# Wrong functions that hope to look right.
FUNCTIONS = {
    "masked": "return np.ma.masked_all(2)",
    "changes_with_time": "import time\n    return 0.5 if time.time() % 1 < 0.5 else 41.5",
    "only_the_example": "return {(1.0, 2.0, 0.25): 0.5}.get(tuple(case), 41.5)",
    "looks_up_the_caller": (
        "import sys\n"
        "    frame = sys._getframe(1)\n"
        "    while frame:\n"
        "        for value in list(frame.f_locals.values()):\n"
        "            if hasattr(value, 'reference'): return value.reference(*case)\n"
        "        frame = frame.f_back\n"
        "    return 41.5"
    ),
    "raises_right": "import hesscourse.check as c\n    raise c.Wrong('this is right')",
    "exits": "import os\n    os._exit(0)",
    "never_ends": "import itertools\n    return sum(itertools.repeat(1))",
}

# Cells that a student adds in front of right answers.
TROUBLES = {
    "warns": "import warnings\nwarnings.warn('something is deprecated')",
    "fails_in_a_cell_of_its_own": "1 / 0",
    "tries_a_hint": "check.walks.hint(1)\ncheck.walks.state",
    "prints_on_stderr": "import sys\nprint('hello', file=sys.stderr)",
    "draws": "import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4])\nplt.savefig('mine.png')",
    "uses_magics": "%matplotlib inline\n%timeit -n1 -r1 2 + 2",
    "loops_in_a_cell_of_its_own": "while True:\n    pass",
}

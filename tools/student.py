"""A student of a hub, over HTTP and websockets: what a browser says, without a browser."""

import json
import uuid
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import requests
from websocket import create_connection

PATIENCE = 300  # seconds, for one answer
LESSON = "course/notebooks/01_gradient_descent_1d.ipynb"


class Student:
    """One browser's worth of cookies; the steps of a lesson, each a method."""

    def __init__(self, hub, name):
        self.hub, self.name = hub, name
        self.password = hub.passwords[name]
        self.home = f"{hub.address}/user/{name}"
        self.session = requests.Session()
        self.socket = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.close()
        if self.socket is not None:
            self.socket.close()

    def log_in(self):
        page = f"{self.hub.address}/hub/login"
        self.ask("get", page)
        form = {"username": self.name, "password": self.password}
        self.ask("post", page, data=form, params={"_xsrf": self.xsrf("/hub/")})

    def spawn(self):
        """Start the server, and wait until it answers."""
        page = self.ask("get", f"{self.hub.address}/hub/spawn")
        if "spawn-pending" in page.url:
            progress = f"{self.hub.address}/hub/api/users/{self.name}/server/progress"
            events = self.events(progress, {"_xsrf": self.xsrf("/hub/")})
            assert any(event.get("ready") for event in events), "the server did not start"
        self.ask("get", f"{self.home}/lab")

    def pull(self, link):
        """Follow a teacher's link."""
        wanted = {key: value[0] for key, value in parse_qs(urlsplit(link).query).items()}
        wanted["_xsrf"] = self.xsrf(f"/user/{self.name}/")
        events = list(self.events(f"{self.home}/git-pull/api", wanted))
        assert events[-1]["phase"] == "finished", events[-1]

    def open(self, path=LESSON):
        return self.ask("get", f"{self.home}/api/contents/{path}").json()["content"]

    def save(self, notebook, path=LESSON):
        body = {"type": "notebook", "format": "json", "content": notebook}
        return self.ask("put", f"{self.home}/api/contents/{path}", json=body)

    def start_kernel(self, path=LESSON):
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        made = self.ask("post", f"{self.home}/api/sessions", json=body).json()
        self.kernel = made["kernel"]["id"]
        address = f"{self.home}/api/kernels/{self.kernel}/channels".replace("http", "ws", 1)
        jar = {cookie.name: cookie.value for cookie in self.cookies(f"/user/{self.name}/")}
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        self.socket = create_connection(
            address, cookie=cookies, origin=self.hub.address, timeout=PATIENCE
        )

    def run(self, code):
        """Run a cell; the messages that it caused, the reply among them."""
        message = uuid.uuid4().hex
        header = {"msg_id": message, "msg_type": "execute_request", "session": message}
        header |= {"username": self.name, "version": "5.3", "date": ""}
        content = {"code": code, "silent": False, "store_history": True}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        empty = {"parent_header": {}, "metadata": {}, "buffers": []}
        self.socket.send(
            json.dumps({"channel": "shell", "header": header, "content": content} | empty)
        )
        answers, replied, idle = [], False, False
        while not (replied and idle):
            kind, data = self.socket.recv_data()
            answer = _read(kind, data)
            if answer["parent_header"].get("msg_id") != message:
                continue
            answers.append(answer)
            replied |= answer["msg_type"] == "execute_reply"
            idle |= answer["content"].get("execution_state") == "idle"
        return answers

    def value(self, expression):
        """What an expression shows in the kernel."""
        answers = self.run(f"print({expression})")
        return "".join(a["content"].get("text", "") for a in answers).rstrip("\n")

    def shell(self, command):
        """Run a command in the student's home; its exit status, and all that it printed."""
        done = self.run(
            "import os, subprocess\n"
            f"done = subprocess.run({command!r}, shell=True, cwd=os.environ['HOME'], text=True,"
            " stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)\n"
            "print(done.returncode)\nprint(done.stdout, end='')"
        )
        text = "".join(answer["content"].get("text", "") for answer in done)
        code, _, said = text.partition("\n")
        return int(code), said

    def do(self, command):
        """Run a command that must succeed."""
        code, said = self.shell(command)
        assert code == 0, said
        return said

    def stop(self):
        """Stop the server, and wait until it has gone."""
        server = f"{self.hub.address}/hub/api/users/{self.name}/server"
        self.ask("delete", server)
        while self.ask("get", f"{self.hub.address}/hub/api/users/{self.name}").json()["servers"]:
            pass

    def ask(self, how, address, **more):
        headers = {"X-XSRFToken": self.xsrf(urlsplit(address).path)}
        answer = self.session.request(how, address, headers=headers, timeout=PATIENCE, **more)
        answer.raise_for_status()
        return answer

    def events(self, address, wanted):
        """What a server tells bit by bit (server-sent events)."""
        headers = {"Accept": "text/event-stream"}
        with self.session.get(
            address, params=wanted, headers=headers, stream=True, timeout=PATIENCE
        ) as answer:
            answer.raise_for_status()
            for line in answer.iter_lines(decode_unicode=True):
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    def cookies(self, path):
        return [cookie for cookie in self.session.cookies if path.startswith(cookie.path)]

    def xsrf(self, path):
        """The secret that hub and server each ask to see again: the one for this path."""
        found = [cookie for cookie in self.cookies(path) if cookie.name == "_xsrf"]
        return max(found, key=lambda cookie: len(cookie.path)).value if found else ""


@contextmanager
def at_a_terminal(hub, name):
    """A user whose `do` and `shell` work; their server ends with this."""
    with Student(hub, name) as student:
        student.log_in()
        student.spawn()
        student.start_kernel("terminal.ipynb")
        yield student
        student.stop()


def _read(kind, data):
    """A message of a kernel: text, or binary with a table of where its parts begin."""
    if kind == 1:
        return json.loads(data)
    parts = int.from_bytes(data[:4], "big")
    begins = [int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in range(1, parts + 1)]
    return json.loads(data[begins[0] : begins[1] if parts > 1 else None])

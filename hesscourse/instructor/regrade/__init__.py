"""Grade again, in a way that no student's program can bend.

The student's program runs in a sandbox (`_worker.py`). It is told what to work on and answers in
plain numbers and texts (`_plain.py`). The checks, hidden tests included, run here, in a process
that has never seen a line of the student's (`_judge.py`). `_table.py` holds the result against
nbgrader's, and `_gradebook.py` writes it there, beside what a teacher has written.

Nothing is imported here: the worker is a module of this package, and begins anew for every
submission.
"""

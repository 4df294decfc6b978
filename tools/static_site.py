"""A folder served on this machine, as any web server would, with a record of what was asked."""

import json
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

# The browser lets pages and their workers ask this site only, and reports what it has refused.
POLICY = "default-src 'self' {also} 'unsafe-inline' 'unsafe-eval' data: blob:; report-uri /refused"


class StaticSite(ThreadingHTTPServer):
    """Serves a folder.

    Parameters
    ----------
    folder : Path
    also : str
        The address of one other site that pages may ask.

    Attributes
    ----------
    folder : Path
        May be exchanged for another at any time.
    address : str
    sent : dict
        From the path that was asked for to the bytes that were sent.
    refused : list of str
        What a page wanted from another host.
    """

    daemon_threads = True

    def __init__(self, folder, also=""):
        super().__init__(("127.0.0.1", 0), Handler)
        self.policy = POLICY.format(also=also)
        self.folder = Path(folder)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.sent, self.refused = {}, []
        self._lock = Lock()

    def note(self, path, count):
        with self._lock:
            self.sent[path] = self.sent.get(path, 0) + count

    def megabytes(self):
        with self._lock:
            return sum(self.sent.values()) / 1e6


class Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path):
        self.directory = self.server.folder
        return super().translate_path(path)

    def end_headers(self):
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Access-Control-Allow-Origin", "*")  # pages of another site may ask, too
        super().end_headers()

    def copyfile(self, source, target):
        content = source.read()
        target.write(content)
        self.server.note(self.path.partition("?")[0], len(content))

    def do_POST(self):
        report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.refused.append(report["csp-report"]["blocked-uri"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def serving(server):
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

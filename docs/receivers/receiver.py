"""A receiver of webhooks: verifies, deduplicates, answers at once, works afterwards.

    PORT=3000 WEBHOOK_SECRET=whsec_… python3 receiver.py

Needs Python 3.9 or newer and nothing else.
"""

import base64
import collections
import hashlib
import hmac
import json
import os
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = int(os.environ.get("PORT", "3000"))
SECRET = os.environ.get("WEBHOOK_SECRET", "")
SCHEME = os.environ.get("WEBHOOK_SCHEME", "standard")  # or "irisx": the X-IRISX- headers
MAX_BODY_BYTES = 1024 * 1024
TOLERANCE_SECONDS = 300
REMEMBERED = 100_000  # deliveries, a day's at least; keep them in your database to survive a restart
if not SECRET.startswith("whsec_"):
    raise SystemExit("WEBHOOK_SECRET must be the whsec_… of the webhook")

KEY = base64.b64decode(SECRET[len("whsec_"):])


def any_matches(given, expected):
    # Bytes, because compare_digest refuses text that is not ASCII.
    return any(hmac.compare_digest(one.encode("latin-1"), expected) for one in given)


def standard(headers, body):
    """What the sender signed: webhook-id, webhook-timestamp and the raw bytes of the body."""
    delivery, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signed = f"{delivery}.{timestamp}.".encode("latin-1") + body
    expected = b"v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").split(" ")  # two during a rotation
    return delivery, delivery, timestamp, any_matches(given, expected)


def irisx(headers, body):
    """The same with our own headers. The delivery id is not signed here, so what tells a repeat is the body."""
    delivery, timestamp = headers.get("X-IRISX-Delivery", ""), headers.get("X-IRISX-Timestamp", "")
    signed = f"{timestamp}.".encode("latin-1") + body
    expected = b"sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest().encode()
    given = headers.get("X-IRISX-Signature", "").split(",")
    return delivery, hashlib.sha256(body).digest(), timestamp, any_matches(given, expected)


seen = collections.OrderedDict()
seen_lock = threading.Lock()


work = queue.Queue(maxsize=1000)


def take(event, delivery, once):
    with seen_lock:
        if once in seen:
            return 200, "seen before"
        try:
            work.put_nowait((event, delivery))
        except queue.Full:
            return 503, "busy"  # tried again later
        seen[once] = True
        if len(seen) > REMEMBERED:
            seen.popitem(last=False)  # the oldest
        return 200, "ok"


def handle_events():
    """Your work. It runs after the answer: use a durable queue if you cannot lose an event."""
    while True:
        event, delivery = work.get()
        print(f"received {event['event']} {event['id']} delivery {delivery}", flush=True)


def receive(headers, body):
    delivery, once, timestamp, genuine = irisx(headers, body) if SCHEME == "irisx" else standard(headers, body)
    if not genuine:
        return 401, "wrong signature"
    is_number = timestamp.isascii() and timestamp.isdigit()
    if not is_number or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return 401, "timestamp out of tolerance"
    try:
        event = json.loads(body)
    except ValueError:
        return 400, "not JSON"
    return take(event, delivery, once)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds without a byte

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):  # deliveries always have one
            self.answer(411, "Content-Length needed")
        elif int(length) > MAX_BODY_BYTES:
            left = min(int(length), 8 * MAX_BODY_BYTES)
            while left > 0:  # read and dropped: unread bytes would reset the connection
                left -= len(self.rfile.read(min(left, 65536))) or left
            self.answer(413, "too large")
        else:
            self.answer(*receive(self.headers, self.rfile.read(int(length))))

    def answer(self, status, text):
        body = (text + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        if status in (411, 413):  # not all was read: the connection cannot be used again
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


threading.Thread(target=handle_events, daemon=True).start()
server = ThreadingHTTPServer(("", PORT), Receiver)
print(f"listening on {PORT}", flush=True)
server.serve_forever()

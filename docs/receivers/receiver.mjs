// A receiver of webhooks: verifies, deduplicates, answers at once, works afterwards.
//   PORT=3000 WEBHOOK_SECRET=whsec_… node receiver.mjs
// Needs Node.js 18 or newer and nothing else.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const PORT = Number(process.env.PORT ?? 3000);
const SECRET = process.env.WEBHOOK_SECRET ?? '';
const SCHEME = process.env.WEBHOOK_SCHEME ?? 'standard'; // or 'irisx': the X-IRISX- headers
const MAX_BODY_BYTES = 1024 * 1024;
const TOLERANCE_SECONDS = 300;
const REMEMBERED = 100_000; // deliveries, a day's at least; keep them in your database to survive a restart
if (!SECRET.startsWith('whsec_')) throw new Error('WEBHOOK_SECRET must be the whsec_… of the webhook');

const KEY = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
const hmac = (key, text, body) => createHmac('sha256', key).update(text).update(body).digest();

// Hashes of equal length first: timingSafeEqual throws where lengths differ.
function same(a, b) {
  const [x, y] = [a, b].map((value) => createHmac('sha256', KEY).update(value).digest());
  return timingSafeEqual(x, y);
}

// What the sender signed: webhook-id, webhook-timestamp and the raw bytes of the body.
function standard(headers, body) {
  const [id, timestamp] = [headers['webhook-id'] ?? '', headers['webhook-timestamp'] ?? ''];
  const expected = 'v1,' + hmac(KEY, `${id}.${timestamp}.`, body).toString('base64');
  const given = (headers['webhook-signature'] ?? '').split(' '); // two during a rotation
  return { id, once: id, timestamp, genuine: given.some((signature) => same(signature, expected)) };
}

// The same with our own headers. The delivery id is not signed here, so what tells a repeat is the body.
function irisx(headers, body) {
  const [id, timestamp] = [headers['x-irisx-delivery'] ?? '', headers['x-irisx-timestamp'] ?? ''];
  const expected = 'sha256=' + hmac(SECRET, `${timestamp}.`, body).toString('hex');
  const given = (headers['x-irisx-signature'] ?? '').split(',');
  const once = createHash('sha256').update(body).digest('hex');
  return { id, once, timestamp, genuine: given.some((signature) => same(signature, expected)) };
}

const seen = new Set();
function isNew(once) {
  if (seen.has(once)) return false;
  seen.add(once);
  if (seen.size > REMEMBERED) seen.delete(seen.values().next().value); // the oldest
  return true;
}

// Your work. It runs after the answer: put the event into a durable queue if you cannot lose it.
function handle(event, id) {
  console.log(`received ${event.event} ${event.id} delivery ${id}`);
}

function receive(headers, body) {
  const { id, once, timestamp, genuine } = SCHEME === 'irisx' ? irisx(headers, body) : standard(headers, body);
  if (!genuine) return [401, 'wrong signature'];
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^[0-9]+$/.test(timestamp) || age > TOLERANCE_SECONDS) return [401, 'timestamp out of tolerance'];
  let event;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch {
    return [400, 'not JSON'];
  }
  if (!isNew(once)) return [200, 'seen before'];
  setImmediate(handle, event, id);
  return [200, 'ok'];
}

const server = createServer((request, response) => {
  const answer = (status, text, headers) => {
    if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(text + '\n');
  };
  if (request.method !== 'POST') return answer(405, 'POST only', { Connection: 'close' });
  const chunks = [];
  let bytes = 0;
  request.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else answer(413, 'too large', { Connection: 'close' }); // and what still comes is not kept
  });
  request.on('end', () => bytes <= MAX_BODY_BYTES && answer(...receive(request.headers, Buffer.concat(chunks))));
  request.on('error', () => {});
});
server.requestTimeout = 10_000;
server.listen(PORT, () => console.log(`listening on ${PORT}`));

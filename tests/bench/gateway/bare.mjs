/**
 * The floor of the benchmark: a bare pass-through, as plain as Node has it. One server, one agent that keeps its
 * connections; request and answer are held whole, and nothing is read, checked, kept or counted.
 * node bare.mjs PORT-OF-THE-SERVICE, forked by bench-gateway.ts; ends with it.
 */
import { Agent, createServer, request } from 'node:http';

const port = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

function whole(stream, done) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.once('end', () => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
}

const server = createServer({ keepAliveTimeout: 65_000 }, (req, res) => {
  whole(req, (body) => {
    const headers = { 'content-type': req.headers['content-type'], 'content-length': body.length };
    const to = { agent, host: '127.0.0.1', port, method: req.method, path: req.url, headers };
    request(to, (answer) => {
      whole(answer, (found) => {
        res.writeHead(answer.statusCode, {
          'content-type': answer.headers['content-type'],
          'content-length': found.length,
        });
        res.end(found);
      });
    })
      .once('error', () => res.writeHead(502).end())
      .end(body);
  });
});

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('disconnect', () => process.exit());

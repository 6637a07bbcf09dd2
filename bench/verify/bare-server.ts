/** The least that an HTTP server can do with the same request: `node:http` reads header and body and writes the same bytes. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file = '', port = '0'] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const server = createServer((request, response) => {
  const isKnown = request.headers.authorization !== undefined;
  const answer = () => {
    response.writeHead(isKnown ? 200 : 401, headers);
    response.end(body);
  };
  if (request.method === 'GET') return answer();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    if (Buffer.concat(chunks).length > 0) answer();
    else request.destroy();
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write(`listening\n`));

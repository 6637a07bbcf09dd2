import { once } from 'node:events';
import { request } from 'node:http';

/** Sends a call as the documents write it: request line, headers, an empty line, the body. */
export async function sendCall(url: string, call: string, placeholders: Readonly<Record<string, string>>) {
  const [head = '', ...rest] = call.split('\n\n');
  const isForm = head.includes('multipart/form-data');
  const body = isForm ? `${rest.join('\n\n').trim()}\n`.replaceAll('\n', '\r\n') : (rest[0] ?? '');
  const [requestLine = '', ...headerLines] = head.trim().split('\n');
  const [method = '', path = ''] = requestLine.split(' ');
  const headers = headerLines.map((line) => {
    const [name = '', value = ''] = line.split(': ');
    return [name, value.replace(/\b[A-Z]+$/, (word) => placeholders[word] ?? word)] as const;
  });
  const content = isForm ? body : body.trim();
  const outgoing = request(`${url}${path}`, {
    method,
    headers: {
      ...(content !== '' && { 'content-length': Buffer.byteLength(content) }),
      ...Object.fromEntries(headers),
    },
    agent: false,
  });
  outgoing.end(content);
  const [response] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}

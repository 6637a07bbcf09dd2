export interface Call {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
}

/**
 * Reads a request as the guide writes it: request line, headers, an empty line, the body.
 *
 * @throws Error for what is none, and for an address that is not of this service: the token goes nowhere else
 */
export function parseCall(text: string): Call {
  const [head = '', ...rest] = text.trim().split(/\n\s*\n/);
  const [requestLine = '', ...lines] = head.split('\n');
  const [, method = '', path = ''] = /^([A-Z]+) (\/(?![/\\])[^\s\\]*)$/.exec(requestLine.trim()) ?? [];
  if (method === '') throw new Error('begin with a method and a path, such as `GET /api/v2/tokens`');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line.trim()) ?? [];
      if (name === undefined || value === undefined) throw new Error(`\`${line}\` is no header`);
      return [name, value];
    }),
  );
  const body = rest.join('\n\n');
  return { url: path, init: { method, headers, ...(body !== '' && { body }) } };
}

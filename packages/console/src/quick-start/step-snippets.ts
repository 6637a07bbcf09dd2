import type { Snippet } from '../secret/snippets.ts';

const SECRET = '$KEYWARD_ACCESS_TOKEN';

/** What is typed at each step, with the address of this service in it. The secret is read from the environment. */
export function stepSnippets(url: string, tokenId: string) {
  const client = `import { createKeyward } from '@keyward/sdk';\n\nconst keyward = createKeyward({\n  url: '${url}',\n  accessToken: process.env.KEYWARD_ACCESS_TOKEN,\n});\n`;
  const curl = (path: string, more = '') => `curl ${url}${path} \\\n  -H "Authorization: ${SECRET}"${more}`;
  const body = (json: string) => ` \\\n  -H 'Content-Type: application/json' \\\n  -d '${json}'`;
  const three = (curlText: string, nodeText: string, cliText: string): readonly Snippet[] => [
    { name: 'curl', text: curlText },
    { name: 'Node.js', text: client + nodeText },
    { name: 'CLI', text: cliText },
  ];
  return {
    create: three(
      curl('/api/v2/tokens', body('{"name":"my-script","role":"reader"}')),
      `const { token } = await keyward.tokens.create({ name: 'my-script', role: 'reader' });`,
      'keyward tokens create my-script --role reader --expires 30d',
    ),
    call: three(
      curl('/api/v2/caller-identity'),
      'console.log(await keyward.service.callerIdentity());',
      `KEYWARD_URL=${url} keyward whoami`,
    ),
    commandLine: [
      { name: 'By browser', text: `keyward login --url ${url}\nkeyward whoami` },
      {
        name: 'With the token',
        text: `printf '%s' "${SECRET}" | keyward login --with-token --url ${url}\nkeyward whoami`,
      },
    ] as readonly Snippet[],
    rotate: three(
      curl(`/api/v2/tokens/${tokenId}/reset`, body(`{"expiry":'$(( ($(date +%s) + 86400) * 1000 ))'}`)),
      `const { token } = await keyward.tokens.reset('${tokenId}', {\n  expiry: Date.now() + 24 * 3_600_000,\n});`,
      `keyward tokens reset ${tokenId} --keep-old 24h`,
    ),
  };
}

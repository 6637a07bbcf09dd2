export interface Snippet {
  readonly name: string;
  readonly text: string;
}

const VARIABLE = 'KEYWARD_ACCESS_TOKEN';

/**
 * Programs that use the token, ready to run. With the secret in them, those for a shell begin with a space, so that
 * shells with `ignorespace` keep them out of their history; without it they read it from the environment.
 */
export function snippetsFor(baseUrl: string, secret: string, isSecretIn: boolean): readonly Snippet[] {
  const url = `${baseUrl}/api/v2/caller-identity`;
  const inShell = isSecretIn ? secret : `$${VARIABLE}`;
  const start = isSecretIn ? ' ' : '';
  return [
    { name: 'curl', text: `${start}curl ${url} \\\n  -H "Authorization: ${inShell}"` },
    {
      name: 'CLI',
      text: isSecretIn
        ? ` printf %s '${secret}' | keyward login --with-token --url ${baseUrl}\nkeyward whoami`
        : `KEYWARD_URL=${baseUrl} keyward whoami`,
    },
    {
      name: 'Node.js',
      text: `const answer = await fetch('${url}', {\n  headers: { authorization: ${isSecretIn ? `'${secret}'` : `process.env.${VARIABLE}`} },\n});\nconsole.log(await answer.json());`,
    },
    {
      name: 'Python',
      text: `import ${isSecretIn ? '' : 'os, '}urllib.request\n\nrequest = urllib.request.Request('${url}')\nrequest.add_header('Authorization', ${isSecretIn ? `'${secret}'` : `os.environ['${VARIABLE}']`})\nprint(urllib.request.urlopen(request).read().decode())`,
    },
    { name: '.env', text: envFile(baseUrl, isSecretIn ? secret : '') },
    {
      name: 'GitHub Actions',
      text: isSecretIn
        ? ` printf %s '${secret}' | gh secret set ${VARIABLE}`
        : `env:\n  ${VARIABLE}: \${{ secrets.${VARIABLE} }}`,
    },
  ];
}

export function envFile(baseUrl: string, secret: string): string {
  return `KEYWARD_URL=${baseUrl}\n${VARIABLE}=${secret}\n`;
}

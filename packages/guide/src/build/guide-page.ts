import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { apiReference } from '../reference/api-reference.ts';

/** A page before it is rendered: an address and Markdown. */
export interface GuidePage {
  readonly url: string;
  readonly title: string;
  /** What the navigation calls it. */
  readonly label: string;
  readonly group: string;
  readonly markdown: string;
  /** The file that links in the Markdown count from; undefined: they are addresses already. */
  readonly source: string | undefined;
}

interface NavigationGroup {
  readonly group: string;
  readonly pages: readonly { readonly source: string; readonly label?: string }[];
}

export const NAVIGATION = 'packages/guide/navigation.json';
const SPEC = 'spec/openapi.json';

/** Every page in the order of the navigation. */
export function readGuidePages(): GuidePage[] {
  const groups: readonly NavigationGroup[] = JSON.parse(readFileSync(NAVIGATION, 'utf8'));
  return groups.flatMap(({ group, pages }) =>
    pages.flatMap(({ source, label }): GuidePage[] => {
      const text = readFileSync(source, 'utf8');
      if (source === SPEC)
        return apiReference(JSON.parse(text)).map((page) => ({ ...page, group, source: undefined }));
      const markdown = source.endsWith('.mjs') ? examplePage(source, text) : text;
      const [, title] = /^# (.+)$/m.exec(markdown) ?? [];
      if (title === undefined) throw new Error(`\`${source}\` has no title: begin it with \`# \``);
      return [{ url: urlOf(source), title, label: label ?? title, group, markdown, source }];
    }),
  );
}

/** A program as a page. It begins with a comment that says what it is. */
function examplePage(source: string, program: string): string {
  const [, comment = ''] = /^\/\/ (.+)$/m.exec(program) ?? [];
  return `# Example: ${basename(source)}\n\n${comment}\n\n\`\`\`js\n${program.trimEnd()}\n\`\`\`\n`;
}

/** `docs/gateways/nginx.md` is `/docs/gateways/nginx`, `GLOSSARY.md` is `/docs/glossary`, `examples/hono.mjs` is `/docs/examples/hono`. */
function urlOf(source: string): string {
  const path = source.replace(/^docs\//, '').replace(/\.\w+$/, '');
  return `/docs/${path.toLowerCase()}`;
}

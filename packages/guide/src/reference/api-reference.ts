import { headingAnchor } from '../build/heading-anchor.ts';
import type { OpenapiDocument, Operation } from './openapi-document.ts';
import { operationText } from './operation-text.ts';
import { SCHEMAS, schemaSection } from './schema-text.ts';

interface ReferencePage {
  readonly url: string;
  readonly title: string;
  readonly label: string;
  readonly markdown: string;
}

/** One page for each tag of the document, and one for its schemas: `#` and the id of an operation leads to it. */
export function apiReference(document: OpenapiDocument): ReferencePage[] {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  const tags = [...new Set(calls.flatMap(({ operation }) => operation.tags))];
  const pages = tags.map((tag) => {
    const own = calls.filter(({ operation }) => operation.tags.includes(tag));
    return {
      url: `/docs/reference/${headingAnchor(tag)}`,
      title: `Calls: ${lowerFirst(tag)}`,
      label: tag,
      markdown: tagPage(tag, own, document),
    };
  });
  return [...pages, schemasPage(document)];
}

function tagPage(
  tag: string,
  calls: readonly { readonly call: string; readonly operation: Operation }[],
  document: OpenapiDocument,
): string {
  const rows = calls.map(
    ({ call, operation }) => `| \`${call}\` | [${operation.summary}](#${operation.operationId}) |`,
  );
  const intro = `The calls of the API about: ${lowerFirst(tag)}. \`TOKEN\` stands for the secret of an access token. What a call does beyond its fields says [the API](/docs/api), what an error means [errors](/docs/errors).`;
  const texts = calls.map(({ call, operation }) => operationText(call, operation, document));
  return `# Calls: ${lowerFirst(tag)}\n\n${intro}\n\n| Call | Does |\n|---|---|\n${rows.join('\n')}\n\n${texts.join('\n')}`;
}

function schemasPage({ components }: OpenapiDocument): ReferencePage {
  const sections = Object.entries(components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => schemaSection(name, schema));
  const markdown = `# Schemas of the API\n\nThe bodies of calls and answers, by name, as [OpenAPI](/openapi.json) has them. A field that is not said to be optional is always there.\n\n${sections.join('\n')}`;
  return { url: SCHEMAS, title: 'Schemas of the API', label: 'Schemas', markdown };
}

/** `Access tokens` within a sentence; `OAuth` stays as it is. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]+(?:[ -]|$)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

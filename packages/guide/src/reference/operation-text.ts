import { exampleOf } from './example-of.ts';
import type { Access, OpenapiDocument, Operation, Parameter } from './openapi-document.ts';
import { cell, fieldTable, sentence, typeText } from './schema-text.ts';

const CALLERS: Readonly<Record<Access['caller'], string>> = {
  nobody: 'Nobody is asked for a credential.',
  code: 'Whoever has the code that was printed or sent.',
  session: 'A member with their session.',
  principal: 'Any token or session that works',
};
const JSON_TYPE = 'application/json';

/** One call of the API as a section: a request to try, who may make it, what goes in and what comes out. */
export function operationText(call: string, operation: Operation, document: OpenapiDocument): string {
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const parts = [
    `## ${summary} {#${operationId}}`,
    description === undefined ? undefined : sentence(description),
    fenced(exampleRequest(call, operation, document)),
    `**Who may**: ${accessText(operation['x-keyward-access'])}`,
    parameterTable(parameters),
    requestBody === undefined ? undefined : bodyText(requestBody.content, document),
    answerTable(operation),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function fenced(text: string): string {
  return `\`\`\`http\n${text}\n\`\`\``;
}

function exampleRequest(call: string, operation: Operation, document: OpenapiDocument): string {
  const { parameters = [], requestBody } = operation;
  const { caller } = operation['x-keyward-access'];
  const path = call.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'key' || name === 'type' ? `my-${name}` : name.toUpperCase(),
  );
  const query = parameters.filter((each) => each.in === 'query' && each.required);
  const words = query.map(({ name, schema }) => `${name}=${String(exampleOf(schema, document))}`);
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const lines = [
    words.length === 0 ? path : `${path}?${words.join('&')}`,
    ...(caller === 'principal' ? ['Authorization: Bearer TOKEN'] : []),
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ];
  if (type === undefined || content?.schema === undefined) return lines.join('\n');
  const value = exampleOf(content.schema, document);
  const isForm = type === 'application/x-www-form-urlencoded' && typeof value === 'object' && value !== null;
  const body = isForm
    ? new URLSearchParams(Object.entries(value).map(([name, each]) => [name, String(each)])).toString()
    : JSON.stringify(value, null, 2);
  return `${lines.join('\n')}\n\n${body}`;
}

function accessText({ caller, needs }: Access): string {
  if (caller !== 'principal') return CALLERS[caller];
  if (needs.length === 0) return `${CALLERS.principal}.`;
  const rules = needs.map(
    ({ action, resource, when }) =>
      `\`${action}\` on \`${resource}\`${when === undefined ? '' : `, when ${cell(when)}`}`,
  );
  return `${CALLERS.principal}, with these rights where they apply:\n\n${rules.map((rule) => `- ${rule}`).join('\n')}`;
}

function parameterTable(parameters: readonly Parameter[]): string | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map(({ name, in: place, required, description = '', schema }) => {
    const optional = required ? '' : 'optional. ';
    return `| \`${name}\` | ${place} | ${typeText(schema)} | ${optional}${cell(description)} |`;
  });
  return `**Parameters**\n\n| Name | In | Type | Means |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function bodyText(
  content: NonNullable<Operation['requestBody']>['content'],
  document: OpenapiDocument,
): string {
  const texts = Object.entries(content).map(([type, { schema = {} }]) => {
    const name = schema.$ref?.split('/').at(-1);
    const whole = name === undefined ? schema : (document.components.schemas[name] ?? {});
    const format = type === JSON_TYPE ? '' : ` (\`${type}\`)`;
    return `**Body**: ${typeText(schema)}${format}\n\n${fieldTable(whole)}`.trim();
  });
  return texts.join('\n\n');
}

/** Errors are told by their codes on one page; of them only the status stands here. */
function answerTable({ responses }: Operation): string {
  const rows = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const [schema] = Object.values(content).flatMap((each) =>
      each.schema === undefined ? [] : [each.schema],
    );
    return `| ${status} | ${cell(description)} | ${schema === undefined ? 'nothing' : typeText(schema)} |`;
  });
  return `**Answers**\n\n| Status | Means | Body |\n|---|---|---|\n${rows.join('\n')}`;
}

import { type CompiledStatement, compilePolicy } from '../compile-policy.ts';
import { Expansion } from '../expansion.ts';
import { parseResourceSpecifier } from '../parse-resource-specifier.ts';
import { printResourceSpecifier } from '../resource-specifier.ts';
import type { RoleAttributes } from '../role-attributes.ts';
import type { Statement } from '../statement.ts';

/**
 * A statement whose placeholders have values that are not known: it applies at most where `wide` does and at least
 * where `narrow` does. Both are the same when it has no placeholders.
 */
export interface StatementForms {
  readonly statement: Statement;
  readonly index: number;
  readonly wide: CompiledStatement;
  readonly narrow: CompiledStatement;
}

/** With attributes the placeholders have the values given, and no others. */
export function formsOf(
  statement: Statement,
  index: number,
  attributes: RoleAttributes | undefined,
  expansion = new Expansion(),
): StatementForms {
  const compile = (form: Statement): CompiledStatement => {
    const [compiled] = compilePolicy([form], attributes ?? {}, expansion).statements;
    if (!compiled) throw new RangeError('a policy of one statement without a statement');
    return { ...compiled, index };
  };
  const { resources, notResources } = statement;
  if (attributes || ![...(resources ?? []), ...(notResources ?? [])].some(hasPlaceholder)) {
    const only = compile(statement);
    return { statement, index, wide: only, narrow: only };
  }
  // Without values a placeholder matches nothing, which is the least in a list and the most under `notResources`.
  const wide = compile({ ...statement, ...(resources && { resources: resources.map(widen) }) });
  const narrow = compile({ ...statement, ...(notResources && { notResources: notResources.map(widen) }) });
  return { statement, index, wide, narrow };
}

export function hasPlaceholder(entry: string): boolean {
  return entry.includes('${');
}

/** The entry for any value of its placeholders. */
function widen(entry: string): string {
  const parsed = parseResourceSpecifier(entry);
  if (!parsed.ok || !hasPlaceholder(entry)) return entry;
  const anyValue = (text: string) => text.replace(/\$\{[^}]*\}/g, '*').replace(/\*+/g, '*');
  const segments = parsed.specifier.segments.map((segment) => ({
    ...segment,
    name: segment.name && anyValue(segment.name),
    tags: segment.tags.map(anyValue),
    views: segment.views.filter((view) => !hasPlaceholder(view)),
  }));
  return printResourceSpecifier({ segments });
}

import { builtInCatalogue, type Catalogue, extendCatalogue } from '@keyward/policy';
import { InputRefused } from './input-refused.ts';
import { readJson } from './read-json.ts';
import { nameOf } from './read-text.ts';
import { isRecord, listOf, objectOf, recordOf, text, textLike, truth, wordOf } from './shape.ts';

const typeName = textLike(/^[a-z][a-z0-9-]{0,63}$/, 'up to 64 lower-case letters, digits and dashes');
const actionName = textLike(/^[A-Za-z0-9]{1,100}$/, 'named by up to 100 letters and digits');
const level = wordOf(['read', 'write', 'admin', 'owner']);

/** As many as an account may have. */
const MAX_TYPES = 100;

const declaration = objectOf(
  { name: typeName, actions: recordOf(level, actionName) },
  {
    parents: listOf(typeName),
    nameless: truth,
    tags: truth,
    flags: listOf(actionName),
    views: truth,
    viewAction: text,
    otherActions: level,
  },
);

/**
 * The built-in resource types, and those of an account when a file declares some.
 *
 * @throws InputRefused that names the declaration
 */
export async function readCatalogue(typesFile: string | undefined): Promise<Catalogue> {
  return typesFile === undefined
    ? builtInCatalogue
    : catalogueWith(await readJson(typesFile), nameOf(typesFile));
}

/** @throws InputRefused that names the declaration */
export function catalogueWith(declarations: unknown, file: string): Catalogue {
  if (!Array.isArray(declarations)) {
    throw new InputRefused([`\`${file}\` is no list of resource types; put them between \`[\` and \`]\``]);
  }
  if (declarations.length > MAX_TYPES) {
    throw new InputRefused([
      `\`${file}\` has ${declarations.length} resource types and may have ${MAX_TYPES}`,
    ]);
  }
  const faults: string[] = [];
  for (const [index, each] of declarations.entries()) {
    const name = isRecord(each) && typeof each.name === 'string' ? ` (\`${each.name.slice(0, 80)}\`)` : '';
    for (const fault of declaration(each, '')) faults.push(`\`${file}\`, type ${index + 1}${name}: ${fault}`);
  }
  if (faults.length > 0) throw new InputRefused(faults);
  try {
    return extendCatalogue(builtInCatalogue, declarations);
  } catch (error) {
    if (error instanceof RangeError) throw new InputRefused([`\`${file}\`: ${error.message}`]);
    throw error;
  }
}

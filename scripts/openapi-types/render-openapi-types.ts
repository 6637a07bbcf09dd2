import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEADING = '/** Written by `npm run spec` from `spec/openapi.json`. */\n\n';

/** The types of an OpenAPI document, as TypeScript source. */
export async function renderOpenapiTypes(document: OpenAPI3): Promise<string> {
  const types = await openapiTypescript(structuredClone(document), { alphabetize: false });
  return HEADING + astToString(types);
}

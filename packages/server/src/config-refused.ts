/** A setting is wrong or unknown. The message names it and says what it takes, never a value that may be secret. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

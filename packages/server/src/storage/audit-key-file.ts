import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { ConfigRefused } from '../config-refused.ts';
import { writeNewFile } from './write-new-file.ts';

/**
 * Reads the key that checkpoints are signed with. Where there is none it is made, with its public half beside it.
 *
 * @param options.hasCheckpoints they were signed with a key that must not be replaced unnoticed
 * @throws ConfigRefused
 */
export function openAuditKey(path: string, options: { readonly hasCheckpoints: boolean }): KeyObject {
  if (existsSync(path)) return readPrivateKey(path);
  if (options.hasCheckpoints) {
    throw refusal(
      path,
      'it is gone, but there are checkpoints; put it back, or move the file of checkpoints away',
    );
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    writeNewFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    writeFileSync(`${path}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    throw refusal(path, `it cannot be written (${codeOf(error)})`);
  }
  return privateKey;
}

/** Reads the public half of a key, from a file that holds it or the whole key. @throws ConfigRefused */
export function readAuditPublicKey(path: string): KeyObject {
  try {
    const key = createPublicKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw refusal(path, `no key can be read there (${codeOf(error)})`);
  }
  throw refusal(path, 'it is no Ed25519 key');
}

function readPrivateKey(path: string): KeyObject {
  if ((statSync(path).mode & 0o077) !== 0) {
    throw refusal(path, 'it may be read by others; run `chmod 600` on it');
  }
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw refusal(path, `it cannot be read (${codeOf(error)})`);
  }
  throw refusal(path, 'it is no Ed25519 key');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

function refusal(path: string, reason: string): ConfigRefused {
  return new ConfigRefused(`\`KEYWARD_AUDIT_KEY_FILE\`: \`${path}\`: ${reason}`);
}

import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, ConfigRefused } from '../config.ts';

export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: 'TLSv1.2';
}

/** @throws ConfigRefused when a file cannot be read, is no PEM, or the two do not belong together */
export function readTlsFiles({ tls }: Config): TlsFiles | undefined {
  if (tls === undefined) return undefined;
  const cert = readPem('--tls-cert', tls.certificateFile);
  const key = readPem('--tls-key', tls.keyFile);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new ConfigRefused(
      '`--tls-cert` and `--tls-key`: the files are no certificate and its own key; give both in PEM',
    );
  }
  return { cert, key, minVersion: 'TLSv1.2' };
}

function readPem(flag: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigRefused(
      `\`${flag}\`: \`${path}\` cannot be read; check that the file exists and may be read`,
    );
  }
}

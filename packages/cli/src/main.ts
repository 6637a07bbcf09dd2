#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { program } = await import('./program.ts');

process.exitCode = await program(process.argv.slice(2));

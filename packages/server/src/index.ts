export type { NewAccount } from './accounts/create-account.ts';
export { type AppConfig, buildApp, buildWaitingApp } from './app.ts';
export type { BrokenEntry, VerifiedChain } from './audit/chain-verifier.ts';
export {
  type AuditVerification,
  type BrokenCheckpoint,
  type StoredAuditLog,
  verifyAuditLog,
} from './audit/verify-audit-log.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  CLIENT_SETTINGS,
  type Config,
  type ConfigFlags,
  ConfigRefused,
  readConfig,
  SETTINGS,
} from './config.ts';
export { askControlSocket } from './control/ask-control-socket.ts';
export {
  type ControlRequest,
  type ControlResults,
  type ControlVerb,
  runControlRequest,
} from './control/control-request.ts';
export {
  type ControlSocket,
  ControlSocketRefused,
  openControlSocket,
} from './control/open-control-socket.ts';
export { databaseName } from './database-config.ts';
export { type CopiedDatabase, copyDatabase, placeName } from './deployment/copy-database.ts';
export type { Deployment } from './deployment/deployment.ts';
export { disableIdleRegularly } from './deployment/disable-idle-regularly.ts';
export { flushRegularly } from './deployment/flush-regularly.ts';
export { followOtherNodes } from './deployment/follow-other-nodes.ts';
export { type OpenDeployment, openDeployment } from './deployment/open-deployment.ts';
export { type RestoredBackup, restoreBackup } from './deployment/restore-backup.ts';
export { rotatePepper } from './deployment/rotate-pepper.ts';
export { FAILURE_CODES, Failure } from './failure.ts';
export { CONSOLE_DIRECTORY } from './http/console/console-directory.ts';
export { GUIDE_DIRECTORY } from './http/guide/guide-files.ts';
export { createLogger } from './http/logger.ts';
export { digestPassword, PasswordRefused } from './members/password-digest.ts';
export { createFirstOwner, type FirstOwner } from './setup/create-first-owner.ts';
export { issueSetupCode } from './setup/issue-setup-code.ts';
export { readAuditPublicKey } from './storage/audit-key-file.ts';
export { readCheckpointLines } from './storage/checkpoint-file.ts';
export { TargetNotEmpty } from './storage/copy/fill-database.ts';
export { DataDirectoryRefused } from './storage/data-directory.ts';
export { SchemaTooNew } from './storage/migrations/migrate.ts';
export { openPostgresAuditLog } from './storage/postgres-audit-log.ts';
export { openSqliteStore } from './storage/sqlite.ts';
export { openSqliteAuditLog } from './storage/sqlite-audit-log.ts';
export { DatabaseAway, StorageUnavailable, type Store, UniqueViolation } from './storage/store.ts';
export { redactSecrets } from './tokens/token-format.ts';
export { FellowWorkers } from './workers/fellow-workers.ts';
export { machineClock } from './workers/machine-clock.ts';
export { type SupervisedWorker, WorkerHub } from './workers/worker-hub.ts';
export { type FromWorker, GRANT_MS, type ToWorker } from './workers/worker-message.ts';

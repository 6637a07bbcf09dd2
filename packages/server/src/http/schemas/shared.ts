import { AccountSettingsSchema, UpdatedSettingsSchema } from './account-settings.ts';
import { AuditEntrySchema, AuditListingSchema, AuditListSchema } from './audit.ts';
import { ErrorSchema } from './error.ts';
import { LinkSchema } from './link.ts';
import {
  InvitedMembersSchema,
  MemberSchema,
  MemberSummarySchema,
  MembersSchema,
  OneTimeLinkSchema,
} from './member.ts';
import { NewMembersSchema } from './member-requests.ts';
import { PatchSchema } from './patch.ts';
import { NewResourceTypeSchema, ResourceTypeSchema, ResourceTypesSchema } from './resource-type.ts';
import { NewRoleSchema, RoleSchema, RolesSchema } from './role.ts';
import { SessionSchema, SessionsSchema } from './session.ts';
import { StatementSchema } from './statement.ts';
import {
  CloneTokenSchema,
  NewTokenSchema,
  PreviousSecretSchema,
  TokenSchema,
  TokensSchema,
} from './token.ts';
import { BulkTokensSchema, DeleteTokensSchema, PatchTokensSchema } from './token-bulk.ts';
import { TokenHealthSchema } from './token-list.ts';
import { LookUpRequestSchema, TokenLookUpSchema } from './token-look-up.ts';

/** Schemas that others refer to by name, in an order in which each comes after those it uses. */
export const sharedSchemas = [
  LinkSchema,
  ErrorSchema,
  StatementSchema,
  MemberSummarySchema,
  MemberSchema,
  MembersSchema,
  OneTimeLinkSchema,
  InvitedMembersSchema,
  NewMembersSchema,
  PatchSchema,
  AccountSettingsSchema,
  UpdatedSettingsSchema,
  PreviousSecretSchema,
  SessionSchema,
  SessionsSchema,
  RoleSchema,
  RolesSchema,
  NewRoleSchema,
  TokenSchema,
  TokensSchema,
  NewTokenSchema,
  CloneTokenSchema,
  TokenHealthSchema,
  LookUpRequestSchema,
  TokenLookUpSchema,
  PatchTokensSchema,
  DeleteTokensSchema,
  BulkTokensSchema,
  ResourceTypeSchema,
  ResourceTypesSchema,
  NewResourceTypeSchema,
  AuditListingSchema,
  AuditEntrySchema,
  AuditListSchema,
];

/** The dates of the API, oldest first. A token carries one; the header `LD-API-Version` may ask for another. */
export const API_VERSIONS = [20160426, 20191212, 20210729, 20220603, 20240415] as const;

export type ApiVersion = (typeof API_VERSIONS)[number];

export const LATEST_API_VERSION: ApiVersion = 20240415;

export function isApiVersion(version: number): version is ApiVersion {
  return (API_VERSIONS as readonly number[]).includes(version);
}

/** A FHIR resource as JSON brought it; what it holds is for the reader to find out. */
export interface Resource {
  resourceType: string;
  id: string;
  meta?: { versionId?: string; lastUpdated?: string };
  [element: string]: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is not known before it is read
export type Loose = any;

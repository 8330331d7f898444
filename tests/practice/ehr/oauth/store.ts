import type { Adapter, AdapterPayload } from 'oidc-provider';

const DIES_WITH_ITS_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/**
 * What the authorization server remembers. The adapter that oidc-provider brings keeps 1,000 entries for the whole
 * process: two EHRs would share it, and a thousand launches at once would push each other out.
 */
export class OAuthStore {
  private readonly models = new Map<string, Map<string, AdapterPayload>>();
  private readonly byGrant = new Map<string, { model: string; id: string }[]>();

  readonly adapter = (model: string): Adapter => ({
    upsert: async (id, payload) => this.put(model, { id, payload }),
    find: async (id) => this.entries(model).get(id),
    findByUid: async (uid) => [...this.entries(model).values()].find((entry) => entry.uid === uid),
    findByUserCode: async () => undefined,
    destroy: async (id) => void this.entries(model).delete(id),
    revokeByGrantId: async (grantId) => this.revoke(grantId),
    consume: async (id) => {
      const entry = this.entries(model).get(id);
      if (entry) entry.consumed = Math.floor(Date.now() / 1000);
    },
  });

  put(model: string, { id, payload }: { id: string; payload: AdapterPayload }): void {
    this.entries(model).set(id, payload);
    if (!payload.grantId || !DIES_WITH_ITS_GRANT.has(model)) return;
    const members = this.byGrant.get(payload.grantId) ?? [];
    members.push({ model, id });
    this.byGrant.set(payload.grantId, members);
  }

  clear(model: string): void {
    this.entries(model).clear();
  }

  private revoke(grantId: string): void {
    for (const { model, id } of this.byGrant.get(grantId) ?? []) this.entries(model).delete(id);
    this.byGrant.delete(grantId);
  }

  private entries(model: string): Map<string, AdapterPayload> {
    const found = this.models.get(model) ?? new Map<string, AdapterPayload>();
    this.models.set(model, found);
    return found;
  }
}

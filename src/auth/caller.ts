/** What callers may do; each may what those before it may. */
export const roles = {
  reader: 'may ask, also where reading is closed to others',
  editor: 'may also assert and retract claims, rank them and name entities',
  admin: 'may also see who recorded what',
} as const;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

/** Whoever a request's token belongs to. */
export interface Caller {
  /** The token's id, which is no secret: `token_…`. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Whether a caller has a role or one above it; whoever shows no token has none. */
export function hasRole(caller: Caller | null | undefined, role: Role): boolean {
  return caller != null && roleNames.indexOf(caller.role) >= roleNames.indexOf(role);
}

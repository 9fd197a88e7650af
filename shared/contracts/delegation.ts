/** What a person may do with which profiles, and the roles that profiles can be given to. */
export interface DelegationView {
  /** By the names of actions: the ids of the profiles; what is not limited to some is not named. */
  limits: Partial<Record<string, string[]>>;
  /** All but the super admins'; for whoever may not say which roles a profile is for, their own. */
  roles: AdminRole[];
}

export interface AdminRole {
  code: string;
  name: string;
}

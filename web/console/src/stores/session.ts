// Who is signed in, and what that role may do.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, ApiError, data, setCsrf } from '../api/client'
import type { Role, Session } from '../api/types'

const RANK: Record<Role, number> = { viewer: 0, guard: 1, manager: 2, admin: 3 }

export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  const asked = ref(false)
  const user = computed(() => session.value?.user ?? null)
  const role = computed<Role>(() => user.value?.role ?? 'viewer')

  /** Whether the signed-in role reaches `least`. The server stays the authority. */
  const may = (least: Role): boolean => user.value !== null && RANK[role.value] >= RANK[least]

  function take(s: Session | null): void {
    session.value = s
    setCsrf(s?.csrf ?? '')
    asked.value = true
  }
  async function load(): Promise<void> {
    try {
      take(await data(api.GET('/api/v1/session')))
    } catch (e) {
      if (!(e instanceof ApiError) || e.status !== 401) throw e
      take(null)
    }
  }
  async function signIn(username: string, password: string): Promise<void> {
    take(await data(api.POST('/api/v1/session', { body: { username, password } })))
  }
  async function signOut(): Promise<void> {
    await api.DELETE('/api/v1/session').catch(() => undefined)
    take(null)
  }
  return { session, asked, user, role, may, take, load, signIn, signOut }
})

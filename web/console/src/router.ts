// The pages: where they live, who may see them, what stands in the menu. A page is the file
// pages/<folder>/Page.vue; as soon as it exists it is routed and, with an icon, in the menu.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from './api/types'
import type { IconName } from './components/AppIcon.vue'
import { t } from './i18n'
import { useSession } from './stores/session'

export interface PageInfo {
  name: string
  path: string
  folder: string
  role: Role | null
  icon?: IconName
  /** Has its own whole screen, without menu and tabs. */
  full?: boolean
}

export const PAGES: PageInfo[] = [
  { name: 'overview', path: '/overview', folder: 'overview', role: 'viewer', icon: 'home' },
  { name: 'desk', path: '/desk', folder: 'desk', role: 'guard', icon: 'gate', full: true },
  { name: 'passages', path: '/passages', folder: 'passages', role: 'viewer', icon: 'list' },
  { name: 'vehicles', path: '/vehicles', folder: 'vehicles', role: 'viewer', icon: 'truck' },
  { name: 'queue', path: '/queue', folder: 'queue', role: 'guard', icon: 'question' },
  { name: 'lists', path: '/lists', folder: 'lists', role: 'viewer', icon: 'card' },
  { name: 'warnings', path: '/warnings', folder: 'warnings', role: 'viewer', icon: 'warning' },
  { name: 'plan', path: '/plan', folder: 'plan', role: 'viewer', icon: 'plan' },
  { name: 'rules', path: '/rules', folder: 'rules', role: 'viewer', icon: 'rules' },
  { name: 'devices', path: '/devices', folder: 'devices', role: 'viewer', icon: 'camera' },
  { name: 'lookup', path: '/lookup', folder: 'lookup', role: 'manager', icon: 'globe' },
  { name: 'board', path: '/board-settings', folder: 'board-settings', role: 'manager', icon: 'screen' },
  { name: 'users', path: '/users', folder: 'users', role: 'admin', icon: 'user' },
  { name: 'operations', path: '/operations', folder: 'operations', role: 'manager', icon: 'log' },
  { name: 'first', path: '/first', folder: 'first', role: 'manager', full: true },
  { name: 'login', path: '/login', folder: 'login', role: null, full: true },
  { name: 'setup', path: '/setup', folder: 'setup', role: null, full: true },
]

const files = import.meta.glob('./pages/*/Page.vue')
const fileOf = (folder: string) => files[`./pages/${folder}/Page.vue`]

export const ROUTED = PAGES.filter((p) => fileOf(p.folder))

/** Where a signed-in user begins: a guard at the desk, everybody else at the overview. */
export function homeOf(role: Role): string {
  const wanted = role === 'guard' ? 'desk' : 'overview'
  return (ROUTED.find((p) => p.name === wanted) ?? ROUTED.find((p) => p.role)!).path
}

const routes: RouteRecordRaw[] = [
  ...ROUTED.map((p): RouteRecordRaw => ({
    path: p.path, name: p.name, component: fileOf(p.folder)!, meta: { role: p.role, full: p.full ?? false },
  })),
  { path: '/:rest(.*)*', name: 'home', component: { render: () => null }, meta: { role: null } },
]

export const router = createRouter({ history: createWebHistory(), routes })

router.beforeEach(async (to) => {
  const s = useSession()
  if (to.name === 'setup') return true
  if (!s.asked) await s.load().catch(() => undefined)
  const needs = to.meta.role as Role | null
  if (!s.user && to.name !== 'login') return { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } }
  if (!s.user) return true
  if (to.name === 'home' || to.name === 'login' || (needs && !s.may(needs))) return homeOf(s.role)
  return true
})

router.afterEach((to) => {
  document.title = to.name === 'home' ? t('app') : `${t(`menu.${String(to.name)}`)} ${t('app')}`
})

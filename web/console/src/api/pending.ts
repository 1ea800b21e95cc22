// Routes that are agreed but not yet in api/openapi.yaml, in the shape that openapi-typescript gives.
// When a route stands in the contract, take it away here: `types.ts` then reads the generated one.
import type { components } from './schema'

type S = components['schemas']
export interface Words { zh: string; en: string }
export type Role = 'viewer' | 'guard' | 'manager' | 'admin'

export interface Session {
  user: { id: string; username: string; display_name: string; role: Role }
  csrf: string
  expires_at: string
  plant: { id: string; name: string }
}
export interface SetupInfo {
  plant: { name: string }
  purpose: 'first' | 'invite' | 'reset'
  username?: string
  display_name?: string
}
export interface User {
  id: string
  username: string
  display_name: string
  role: Role
  disabled: boolean
  created_at: string
  last_login_at: string | null
}
export interface SetupLink { id?: string; setup_path: string; expires_at: string }
export interface LoginEvent { at: string; username: string; address: string; outcome: 'ok' | 'wrong' | 'locked' | 'signed_out' }
export interface Operation {
  id: string
  at: string
  actor: string
  role: string
  action: string
  target: string
  status: number
  index: number | null
}

export interface Box { x: number; y: number; w: number; h: number }
/** `box`: where the plate stands in the picture, in shares of its width and height. */
export type Photo = S['Photo'] & { box?: Box | null }
export interface Amendment {
  at: string
  by: string
  reason: string
  before: { plate: string | null; colour: S['Colour'] }
  after: { plate: string | null; colour: S['Colour'] }
}
export interface Declaration {
  id: string
  at: string
  cargo: string
  quantity: number | string
  unit: string
  direction: 'in' | 'out'
}
export type Passage = Omit<S['Passage'], 'photos'> & {
  photos: Photo[]
  amendments?: Amendment[]
  declaration?: Declaration | null
  outcome_at?: string | null
}
export type Hold = Passage & { open_until?: string | null; waiting_exit?: boolean }
export interface DeskDevice { id: string; kind: string; state: DeviceState; last_message_at: string | null }
export interface DeskLane {
  id: string
  gate: string
  name: string
  direction: 'in' | 'out' | 'both'
  mode: S['LaneMode']
  devices: DeskDevice[]
  last: Passage | null
}
export interface Shift {
  id: string
  started_at: string | null
  by: string | null
  passages: number
  refused: number
  held: number
  lifts: number
  open_holds: string[]
  note_from_last: string | null
}
export interface KillSwitch { on: boolean | null; by?: string | null; since?: string | null; reason?: string | null }
export interface Uplink { state: 'off' | 'ok' | 'down'; since: string | null }
export interface Desk {
  at: string
  index: number
  kill_switch: KillSwitch
  uplink: Uplink
  holds: Hold[]
  lanes: DeskLane[]
  inside: number
  shift: Shift | null
}
export interface Inside {
  plate: string | null
  colour: S['Colour']
  since: string
  lane: string
  passage: string
  stage: Passage['stage'] | null
  declaration: Declaration | null
}

export type VehicleSource = 'guard' | 'plant' | 'import' | string
export type Vehicle = S['Vehicle']
export interface ImportJob {
  id: string
  state: 'previewed' | 'running' | 'done' | 'cancelled' | 'failed'
  rows: number
  good: number
  bad: number
  /** Of the good rows: vehicles that are new, change, or stay as they are. */
  new?: number
  changed?: number
  unchanged?: number
  done: number
  errors: { row: number; column: string; value: string; message: Words }[]
  /** The first rows as they were understood; a bad row lacks what was not. */
  preview: ({ row: number; good: boolean; plate?: string; colour?: S['Colour'] } & Partial<Pick<Vehicle, 'stage' | 'fuel' | 'vehicle_class' | 'gross_mass_kg' | 'vin'>>)[]
}
export interface SearchResult { vehicles: Vehicle[]; passages: Passage[]; list_items: (S['ListItem'] & { list?: string })[] }

export type DeviceState = 'never' | 'ok' | 'silent' | 'problem'
export interface Push { url: string; scheme: string; host: string; port: number; path: string }
export type Device = Omit<S['Device'], 'state' | 'secret' | 'username' | 'password' | 'push_path'> & {
  state: DeviceState
  last_message_at: string | null
  clock_offset_ms: number | null
  movement_seen_at: string | null
  problem: Words | null
  push: Push
}
export interface Listen {
  state: 'waiting' | 'connected' | 'wrong'
  since: string
  checks: { key: 'secret' | 'format' | 'clock' | 'recognition'; ok: boolean | null; text: Words }[]
  photo_url: string | null
  passage: Passage | null
}
export interface VerdictCounts { admit: number; refuse: number; hold: number }
export interface ObserveReport extends VerdictCounts {
  truncated?: boolean
  from: string
  to: string
  arrivals: number
  unknown_vehicles: number
  reasons: { clause: string; text: Words; count: number }[]
  lanes: ({ lane: string; mode: S['LaneMode']; arrivals: number; unknown_vehicles: number } & VerdictCounts)[]
}
export interface Todo { id: string; kind: string; title: Words; why: Words; due: string | null; link: string }
export interface Overview {
  truncated?: boolean
  at: string
  hours: ({ hour: number } & VerdictCounts)[]
  stages: { stage: string; count: number }[]
  totals: { in: number; out: number; inside: number } & VerdictCounts
  holds: { open: number; closed: number; median_wait_s: number; p90_wait_s: number; longest_wait_s: number }
  devices: { ok: number; total: number; worst: { id: string; name?: string; state: DeviceState; problem?: Words | null }[] }
  disk: { free_bytes: number; total_bytes: number; database_bytes: number; media_bytes: number; days_left: number | null }
  todo: Todo[]
}
export interface Page<T> { items: T[]; next: string | null }

// ---- Routes ----
type Op<R, P = unknown, B = undefined> = {
  parameters: P
  responses: { 200: { content: { 'application/json': R } } }
} & (undefined extends B ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } })
type Q<T> = { query?: T }
type Id = { path: { id: string } }
type Pc = { path: { plate: string; colour: string } }
interface Paging { cursor?: string; limit?: number }
export interface PassageFilter extends Paging {
  q?: string; plate?: string; lane?: string; direction?: string; verdict?: string; outcome?: string
  stage?: string; from?: string; to?: string; hold?: 'open'
}
export interface VehicleFilter extends Paging { q?: string; stage?: string; source?: string; state?: 'provisional' | 'unknown' | 'confirmed' }

export interface PendingPaths {
  '/api/v1/setup/{token}': { get: Op<SetupInfo, { path: { token: string } }> }
  '/api/v1/setup': { post: Op<Session, unknown, { token: string; username?: string; display_name?: string; password: string }> }
  '/api/v1/session': {
    get: Op<Session>
    post: Op<Session, unknown, { username: string; password: string }>
    delete: Op<undefined>
  }
  '/api/v1/session/password': { put: Op<undefined, unknown, { current: string; password: string }> }
  '/api/v1/users': {
    get: Op<Page<User>, Q<Paging>>
    post: Op<SetupLink, unknown, { username: string; display_name: string; role: Role }>
  }
  '/api/v1/users/{id}': { patch: Op<User, Id, { display_name?: string; role?: Role; disabled?: boolean }> }
  '/api/v1/users/{id}/reset': { post: Op<SetupLink, Id> }
  '/api/v1/login-log': { get: Op<Page<LoginEvent>, Q<Paging>> }
  '/api/v1/operations': { get: Op<Page<Operation>, Q<Paging & { from?: string; to?: string; actor?: string }>> }
  '/api/v1/preferences/{key}': {
    get: Op<unknown, { path: { key: string } }>
    put: Op<unknown, { path: { key: string } }, unknown[] | Record<string, unknown>>
  }
  '/api/v1/desk': { get: Op<Desk> }
  '/api/v1/passages': { get: Op<Page<Passage>, Q<PassageFilter>> }
  '/api/v1/passages/{id}': { get: Op<Passage, Id> }
  '/api/v1/passages/{id}/resolve': {
    post: Op<{ id?: string; opened: boolean; actuation?: S['Actuation'] }, Id, { verdict: 'admit' | 'refuse'; reason: string; plate?: string; colour?: string }>
  }
  '/api/v1/passages/{id}/amend': { post: Op<Passage, Id, { plate?: string; colour?: string; reason: string }> }
  '/api/v1/inside': { get: Op<Page<Inside>, Q<Paging & { q?: string }>> }
  '/api/v1/shifts/current': { get: Op<Shift> }
  '/api/v1/shifts': { get: Op<Page<Shift>, Q<Paging>>; post: Op<Shift, unknown, { note: string; to?: string }> }
  '/api/v1/kill-switch': { get: Op<KillSwitch>; put: Op<KillSwitch, unknown, { on: boolean; reason: string }> }
  '/api/v1/vehicles': { get: Op<Page<Vehicle>, Q<VehicleFilter>> }
  '/api/v1/vehicles/{plate}/{colour}': { get: Op<Vehicle, Pc>; put: Op<Vehicle, Pc, Partial<S['VehicleFacts']>> }
  '/api/v1/vehicles/{plate}/{colour}/confirm': { post: Op<Vehicle, Pc> }
  '/api/v1/imports/{id}': { get: Op<ImportJob, Id>; delete: Op<ImportJob, Id> }
  '/api/v1/imports/{id}/apply': { post: Op<ImportJob, Id, { rows: 'all' | 'good' }> }
  '/api/v1/search': { get: Op<SearchResult, Q<{ q: string }>> }
  '/api/v1/devices': { get: Op<{ items: Device[]; next: null }>; post: Op<Device & { push_path?: string }, unknown, S['NewDevice']> }
  '/api/v1/devices/{id}': { patch: Op<Device, Id, Partial<S['NewDevice']>>; delete: Op<undefined, Id> }
  '/api/v1/devices/{id}/probe': { post: Op<{ reachable: boolean; ms: number; detail: Words }, Id> }
  '/api/v1/devices/{id}/secret': { post: Op<{ secret: string; push: Push }, Id> }
  '/api/v1/devices/{id}/listen': { get: Op<Listen, Id> }
  '/api/v1/observe-report': { get: Op<ObserveReport, Q<{ from?: string; to?: string }>> }
  '/api/v1/lanes/{lane}': { patch: Op<S['Lane'], { path: { lane: string } }, { mode?: S['LaneMode']; name?: string; direction?: S['Lane']['direction']; reason?: string }> }
  '/api/v1/overview': { get: Op<Overview, Q<{ day?: string }>> }
}

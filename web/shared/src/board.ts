// The board's data contract: one snapshot by HTTP, then text JSON messages over a WebSocket.

export type WarningLevel = 'yellow' | 'orange' | 'red'
export type Verdict = 'admit' | 'refuse' | 'hold'
export type PlateColour =
  | 'blue' | 'yellow' | 'white' | 'black' | 'green' | 'other' | 'yellow_green' | 'unknown'

export interface Measure {
  text: string
  for_drivers: boolean
}

export interface Plant {
  name: string
  district: string
  legal_person: string
  legal_phone: string
  responsible_person: string
  responsible_phone: string
  industry: string
  grade: string
  grade_text: string
  remark: string
}

export interface Warning {
  level: WarningLevel
  response: 'Ⅲ' | 'Ⅱ' | 'Ⅰ'
  effective_at: string
  text: string
  started_text: string
}

export interface Lane {
  id: string
  name: string
}

export interface Timing {
  admit_ms: number
  refuse_ms: number
  hold_max_ms: number
  min_ms: number
  stale_ms: number
}

export interface StateMessage {
  type: 'state'
  at: string
  title: string
  plant: Plant
  warning: Warning | null
  measures: Measure[]
  plan: Record<WarningLevel, Measure[]>
  no_warning_text: string
  qr: { url: string; lines: string[] } | null
  footer: string
  lanes: Lane[]
  timing: Timing
}

export interface Arrival {
  type: 'arrival'
  index: number
  id: string
  at: string
  lane: Lane
  direction: 'in' | 'out'
  plate: string | null
  colour: PlateColour
  plate_class: string
  verdict: Verdict
  headline: string
  reason: string
  stage: string | null
  /** Positions in `plate`, counted in characters from 0. */
  uncertain: number[]
  /** With verdict `hold`: the hold has ended, take it off the screen. */
  resolved: boolean
}

export interface Tick {
  type: 'tick'
  at: string
}

export type BoardMessage = StateMessage | Arrival | Tick

/** Used until the first state has come. */
export const DEFAULT_TIMING: Timing = {
  admit_ms: 6000,
  refuse_ms: 10000,
  hold_max_ms: 20000,
  min_ms: 3000,
  stale_ms: 10000,
}

// What one can look at and do on the page.
import type { Level } from '../../api/types'
import type { Chain } from './chains'

export const PARTS = ['now', 'course', 'log', 'rehearsal'] as const
export type Part = (typeof PARTS)[number]
export const isPart = (x: unknown): x is Part => PARTS.some((p) => p === x)

export type Task = 'start' | 'change' | 'extend' | 'lift' | 'measures'
/** `given`: what a rehearsal already knows of the warning to start. */
export interface Asked { task: Task; chain: Chain | null; given: { level?: Level; effective_at?: string; expected_end?: string } }

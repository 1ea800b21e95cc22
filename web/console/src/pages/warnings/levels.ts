import type { Level } from '../../api/types'

export const LEVELS: Level[] = ['yellow', 'orange', 'red']

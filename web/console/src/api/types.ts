// The names the pages use; where they come from is nobody else's business.
import type { components, paths } from './schema'
import type { PendingPaths } from './pending'

export type * from './pending'
export type Paths = Omit<paths, keyof PendingPaths> & PendingPaths

type S = components['schemas']
export type Verdict = S['Verdict']
export type Outcome = S['Outcome']
export type Direction = S['Direction']
export type LaneMode = S['LaneMode']
export type PlateColour = S['Colour']
export type Reason = S['Reason']
export type StageInterval = NonNullable<S['StageInterval']>
export type Lane = S['Lane']
export type Gate = S['Gate']
export type Plant = S['Plant']
export type ListItem = S['ListItem']
export type WarningAction = S['WarningAction']
export type Plan = S['Plan']
export type Level = S['Level']
export type Candidate = S['Passage']['candidates'][number]
export type Dossier = S['Dossier']
export type StageStatement = S['StageStatement']
export type StageAnswer = S['StageAnswer']
export type LookUpState = S['LookUpState']
export type StageWork = S['StageWork']
export type LookupSettings = S['LookupSettings']
export type Lookup = S['Lookup']

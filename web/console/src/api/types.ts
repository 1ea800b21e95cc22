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
export type PlanVersion = S['PlanVersion']
export type Level = S['Level']
export type RulePack = S['RulePack']
export type RulePackAction = S['RulePackAction']
export type RuleClause = S['RuleClause']
export type RuleParameter = S['RuleParameter']
export type RuleChange = S['RuleChange']
export type RuleEvidence = S['RuleEvidence']
export type TextFault = S['TextFault']
export type RulePackDetail = paths['/api/v1/rule-packs/{id}/{version}']['get']['responses'][200]['content']['application/json']
export type RulePackDiff = paths['/api/v1/rule-packs/{id}/{version}/diff']['get']['responses'][200]['content']['application/json']
export type Explanation = S['Explanation']
export type ExplainedClause = S['ExplainedClause']
export type FactRead = S['FactRead']
export type Candidate = S['Passage']['candidates'][number]
export type Dossier = S['Dossier']
export type StageStatement = S['StageStatement']
export type StageAnswer = S['StageAnswer']
export type LookUpState = S['LookUpState']
export type StageWork = S['StageWork']
export type LookupSettings = S['LookupSettings']
export type Lookup = S['Lookup']

// The plan as it is edited: read, judged while it is typed, saved as a new version after the one it began with.
import { computed, ref, shallowRef, watch } from 'vue'
import { api, ApiError, data } from '../../api/client'
import type { Plan, PlanVersion } from '../../api/types'
import { errorLine } from '../../errors'
import { t } from '../../i18n'
import { useSite } from '../../stores/site'
import { bodyOf, draftOf, pictureOf, type Draft } from './draft'
import { faultsOf, placeOf, type Faults } from './faults'

const planOf = async (version: number) => (await data(api.GET('/api/v1/plan/versions/{version}', { params: { path: { version } } }))).plan ?? {}

export function usePlan() {
  const site = useSite()
  const versions = shallowRef<PlanVersion[] | null>(null)
  /** The version that the draft began with; null = the first one is being written. */
  const base = shallowRef<PlanVersion | null>(null)
  const kept = shallowRef<Plan>({})
  const draft = ref<Draft | null>(null)
  const line = ref('')
  const saved = ref(0)
  /** Somebody else's version that came between. */
  const conflict = shallowRef<PlanVersion | null>(null)
  const asked = ref(false)
  const told = shallowRef<Faults>({})
  let before = ''

  const dirty = computed(() => draft.value !== null && pictureOf(draft.value) !== before)
  const own = computed(() => (draft.value ? faultsOf(draft.value) : {}))
  /** Shown from the first attempt to save; the server's stay until something is changed. */
  const faults = computed<Faults>(() => ({
    ...told.value, ...(asked.value ? Object.fromEntries(Object.entries(own.value).map(([at, key]) => [at, t(`plan.fault.${key}`)])) : {}),
  }))
  const whole = computed(() => Object.keys(own.value).length === 0)
  watch(draft, () => {
    told.value = {}
    if (dirty.value) saved.value = 0
  }, { deep: true })

  const readVersions = async () => (versions.value = (await data(api.GET('/api/v1/plan/versions'))).items)
  async function load(): Promise<void> {
    line.value = ''
    try {
      const newest = (await readVersions())[0] ?? null
      take(newest, newest ? await planOf(newest.version) : {})
    } catch (e) {
      line.value = t('plan.failed', { why: errorLine(e) })
    }
  }
  function take(version: PlanVersion | null, plan: Plan): void {
    base.value = version
    kept.value = plan
    draft.value = draftOf(plan)
    before = pictureOf(draft.value)
    conflict.value = null
    asked.value = false
    if (version) site.plan = plan
  }
  /** An older version becomes what is edited; saving makes a new one of it. */
  async function startFrom(version: number): Promise<void> {
    draft.value = draftOf(await planOf(version))
  }
  function discard(): void {
    draft.value = draftOf(kept.value)
    asked.value = false
    conflict.value = null
  }

  /** False when a place has to be mended first. */
  function check(): boolean {
    asked.value = true
    return whole.value
  }
  /** Throws what the note's form should say; a fault at a place or a conflict is kept for the page. */
  async function save(note: string): Promise<boolean> {
    if (!draft.value) return false
    try {
      await data(api.PUT('/api/v1/plan', { body: { ...bodyOf(draft.value), note, based_on: base.value?.index ?? 0 } }))
    } catch (e) {
      if (!(e instanceof ApiError)) throw e
      const at = e.status === 422 ? placeOf(e.detail) : null
      if (at) told.value = { [at.at]: at.what }
      else if (e.status === 409) conflict.value = (await readVersions())[0] ?? null
      else throw e
      return false
    }
    await load()
    saved.value = base.value?.version ?? 0
    return true
  }
  /** The next version follows the other's, and its changes are counted from there. False: it could not be read. */
  async function keepMine(): Promise<boolean> {
    if (!conflict.value) return false
    line.value = ''
    try {
      kept.value = await planOf(conflict.value.version)
    } catch (e) {
      line.value = errorLine(e)
      return false
    }
    before = pictureOf(draftOf(kept.value))
    base.value = conflict.value
    conflict.value = null
    return true
  }
  return { versions, base, kept, draft, line, saved, conflict, faults, dirty, load, startFrom, discard, check, save, keepMine, planOf }
}

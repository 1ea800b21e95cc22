// The dossier of one vehicle, fresh while it is looked at; and what one can do with it.
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { api, data } from '../api/client'
import type { Dossier, PlateColour } from '../api/types'
import { errorLine } from '../errors'

const RUNNING_MS = 2000
const QUIET_MS = 20_000

export function useDossier(vehicle: () => { plate: string; colour: PlateColour }, changed: () => void = () => undefined) {
  const dossier = shallowRef<Dossier | null>(null)
  const fault = ref('')
  /** What a button's call came to, if it failed. */
  const line = ref('')
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false
  const key = () => `${vehicle().plate}/${vehicle().colour}`
  const path = () => ({ plate: vehicle().plate, colour: vehicle().colour })

  async function load(): Promise<void> {
    clearTimeout(timer)
    const wanted = key()
    try {
      const d = await data(api.GET('/api/v1/vehicles/{plate}/{colour}/dossier', { params: { path: path() } }))
      if (gone || wanted !== key()) return
      const wasRunning = isRunning(dossier.value)
      dossier.value = d
      fault.value = ''
      if (wasRunning && !isRunning(d)) changed()
    } catch (e) {
      if (gone || wanted !== key()) return
      fault.value = errorLine(e)
    }
    clearTimeout(timer)
    timer = setTimeout(() => void load(), isRunning(dossier.value) ? RUNNING_MS : QUIET_MS)
  }
  const isRunning = (d: Dossier | null) => d?.look_up?.state === 'asking' || d?.look_up?.state === 'waiting'
  watch(key, () => {
    dossier.value = null
    line.value = ''
    void load()
  }, { immediate: true })
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })

  async function act(call: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    line.value = ''
    try {
      await call()
      await load()
      changed()
    } catch (e) {
      line.value = errorLine(e)
    } finally {
      busy.value = false
    }
  }
  const confirm = (entry: number) => act(() => api.POST('/api/v1/vehicles/{plate}/{colour}/statements/{entry}/confirm', { params: { path: { ...path(), entry: String(entry) } } }))
  const lookUp = () => act(() => api.POST('/api/v1/vehicles/{plate}/{colour}/look-up', { params: { path: path() } }))
  return { dossier, fault, line, busy, load, confirm, lookUp }
}

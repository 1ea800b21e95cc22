// Dark or light, and the pages that are open as tabs.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { savePref, loadPref } from './prefs'

const DARK_KEY = 'cg.dark'
const MAX_TABS = 10

export const useUi = defineStore('ui', () => {
  const dark = ref(localStorage.getItem(DARK_KEY) === '1')
  const tabs = ref<string[]>([])
  const keysOpen = ref(false)

  function setDark(on: boolean): void {
    dark.value = on
    document.documentElement.classList.toggle('dark', on)
    localStorage.setItem(DARK_KEY, on ? '1' : '0')
  }
  function openTab(name: string): void {
    if (tabs.value.includes(name)) return
    tabs.value = [...tabs.value, name].slice(-MAX_TABS)
    savePref('tabs', { names: tabs.value })
  }
  /** Takes a tab away; the answer is the tab to go to when it was the shown one. */
  function closeTab(name: string): string | null {
    const at = tabs.value.indexOf(name)
    tabs.value = tabs.value.filter((x) => x !== name)
    savePref('tabs', { names: tabs.value })
    return tabs.value[at] ?? tabs.value[at - 1] ?? null
  }
  async function restoreTabs(allowed: (name: string) => boolean): Promise<void> {
    const saved = await loadPref<{ names?: string[] }>('tabs')
    const old = (saved?.names ?? []).filter((n) => allowed(n) && !tabs.value.includes(n))
    tabs.value = [...old, ...tabs.value].slice(-MAX_TABS)
  }
  setDark(dark.value)
  return { dark, tabs, keysOpen, setDark, openTab, closeTab, restoreTabs }
})

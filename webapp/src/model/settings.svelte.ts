// Choices that belong to this browser rather than to the account: how it looks.
export type Theme = 'system' | 'light' | 'dark'
export type Times = 'ago' | 'exact'

const themeKey = 'kith.theme'
const timesKey = 'kith.times'
const keysKey = 'kith.keys'

function storedTheme(): Theme {
  const value = localStorage.getItem(themeKey)
  return value === 'light' || value === 'dark' ? value : 'system'
}

let theme = $state<Theme>(storedTheme())
let times = $state<Times>(localStorage.getItem(timesKey) === 'exact' ? 'exact' : 'ago')
let keys = $state(localStorage.getItem(keysKey) !== 'off')

function show(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
show()

export const look = {
  get theme(): Theme {
    return theme
  },
  set theme(value: Theme) {
    theme = value
    if (value === 'system') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, value)
    show()
  },
  // How long ago something was, or when.
  get times(): Times {
    return times
  },
  set times(value: Times) {
    times = value
    if (value === 'ago') localStorage.removeItem(timesKey)
    else localStorage.setItem(timesKey, value)
  },
  // Whether single keys do something (WCAG 2.1.4): speech input may type them by chance.
  get keys(): boolean {
    return keys
  },
  set keys(value: boolean) {
    keys = value
    if (value) localStorage.removeItem(keysKey)
    else localStorage.setItem(keysKey, 'off')
  },
}

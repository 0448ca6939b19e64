export interface Hour {
  hour: number;
  kw: number;
}

export function bars(hours: Hour[], height = 190): { x: number; height: number }[] {
  const most = Math.max(1, ...hours.map((h) => h.kw));
  return hours.map((h) => ({ x: h.hour * 20, height: (h.kw / most) * height }));
}

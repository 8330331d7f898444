import type { ChartPageOptions } from '../../src/pages/chart/page.js';

export const options: ChartPageOptions = {
  stylePath: '/style.css',
  paths: {
    chart: '/chart/s-4f1c',
    concern: '/chart/s-4f1c/concerns',
    choose: '/chart/s-4f1c/choose',
    logout: '/chart/s-4f1c/logout',
  },
};

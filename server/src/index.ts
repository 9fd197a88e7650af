import { englishOf } from '../../shared/codes/texts';
import bootstrap from './bootstrap';
import config from './config';
import contentTypes from './content-types';
import controllers from './controllers';
import destroy from './destroy';
import { limited } from './routes/admin/limited';
import register from './register';
import routes from './routes';
import services from './services';
import { giveErrorsTexts } from './utils/errors';

giveErrorsTexts(englishOf);

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers,
  middlewares: { limited },
  routes,
  services,
};

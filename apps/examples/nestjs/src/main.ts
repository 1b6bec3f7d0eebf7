import { NestFactory } from '@nestjs/core';
import { ShopModule } from './shop.module.ts';

const app = await NestFactory.create(ShopModule);
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000);
console.info(`The shop is open at ${await app.getUrl()}`);

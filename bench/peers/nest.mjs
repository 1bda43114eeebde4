// The least that NestJS with TypeORM on SQLite does: one module, one route.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

const source = await new DataSource({ type: 'better-sqlite3', database: ':memory:' }).initialize();
await source.query('SELECT 1');

class Health {
  ask() {
    return { status: 'ready' };
  }
}
Get('/healthz')(Health.prototype, 'ask', Object.getOwnPropertyDescriptor(Health.prototype, 'ask'));
Controller()(Health);
class Main {}
Module({ controllers: [Health] })(Main);

const app = await NestFactory.create(Main, { logger: false });
await app.listen(Number(process.argv[2]), '127.0.0.1');

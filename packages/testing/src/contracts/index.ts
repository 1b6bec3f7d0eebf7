export type { ContractCase } from './contract.ts';
export { type DataAdapterContractOptions, dataAdapterContract } from './data-adapter.ts';
export {
  type UserPersistentStorageContractOptions,
  userPersistentStorageContract,
} from './user-persistent-storage.ts';

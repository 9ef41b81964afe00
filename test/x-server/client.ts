import { type ITwitterApiClientPlugin, TwitterApi } from 'twitter-api-v2';
import { LoopbackAgent } from '../servers/loopback-agent.ts';
import { testAccount, type XAccount } from './settings.ts';

/** The published client, signing as an account of the stand-in. `timeoutMs` is how long it waits for an answer. */
export function xClient(port: number, account: Partial<XAccount> = {}, timeoutMs = 10_000): TwitterApi {
  const { appKey, appSecret, accessToken, accessSecret } = { ...testAccount, ...account };
  const patience: ITwitterApiClientPlugin = {
    onBeforeRequest({ requestOptions }) {
      requestOptions.timeout = timeoutMs;
    },
  };
  const httpAgent = new LoopbackAgent(port);
  return new TwitterApi({ appKey, appSecret, accessToken, accessSecret }, { httpAgent, plugins: [patience] });
}

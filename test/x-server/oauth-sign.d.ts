declare module 'oauth-sign' {
  type Parameters = Readonly<Record<string, string | readonly string[]>>;
  const oauthSign: {
    /** RFC 5849, HMAC-SHA1: the signature in base64. `parameters` are decoded and include the `oauth_*` ones. */
    hmacsign(method: string, url: string, parameters: Parameters, appSecret: string, tokenSecret: string): string;
  };
  export default oauthSign;
}

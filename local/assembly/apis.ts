import type { HttpRoute, SocketApi } from './plan.ts';
import type { Found, Resolver } from './resolve.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `arn:…:function:NAME`, alone or inside API Gateway's invocation address. */
function functionName(uri: string): string | undefined {
  return /:function:([^:/]+)/.exec(uri)?.[1];
}

interface Routed {
  readonly apiId: string;
  readonly routeKey: string;
  readonly functionName: string;
  readonly timeoutMs: number;
  readonly authorization: string;
}

/** Routes of all APIs with the function each one calls. */
function routesOf(resolver: Resolver, notices: string[]): Routed[] {
  const integrations = new Map<string, Found>();
  for (const found of resolver.find('AWS::ApiGatewayV2::Integration')) integrations.set(found.name, found);
  return resolver.find('AWS::ApiGatewayV2::Route').flatMap(({ stack, id, properties }) => {
    const integration = integrations.get(text(properties['Target']).replace('integrations/', ''));
    const name = functionName(text(integration?.properties['IntegrationUri']));
    const routeKey = text(properties['RouteKey']);
    if (name === undefined) {
      notices.push(`${stack}/${id}: route ${routeKey} calls no function and is ignored`);
      return [];
    }
    const timeoutMs = Number(integration?.properties['TimeoutInMillis'] ?? 30_000);
    return [{ apiId: text(properties['ApiId']), routeKey, functionName: name, timeoutMs, authorization: text(properties['AuthorizationType']) || 'NONE' }];
  });
}

export function readApis(resolver: Resolver, notices: string[]): { http: HttpRoute[]; sockets: SocketApi[] } {
  const routes = routesOf(resolver, notices);
  const apis = resolver.find('AWS::ApiGatewayV2::Api');
  const stages = resolver.find('AWS::ApiGatewayV2::Stage');
  const http: HttpRoute[] = [];
  const sockets: SocketApi[] = [];
  for (const api of apis) {
    const own = routes.filter(({ apiId }) => apiId === api.name);
    if (api.properties['ProtocolType'] === 'WEBSOCKET') {
      const stage = stages.find(({ properties }) => properties['ApiId'] === api.name);
      const selector = /^\$request\.body\.(\w+)$/.exec(text(api.properties['RouteSelectionExpression']))?.[1] ?? null;
      sockets.push({
        apiId: api.name,
        stage: text(stage?.properties['StageName']),
        selector,
        routes: Object.fromEntries(own.map((route) => [route.routeKey, route.functionName])),
      });
      continue;
    }
    for (const route of own) {
      if (route.authorization !== 'NONE') {
        notices.push(`route ${route.routeKey} asks for ${route.authorization} authorization, which a laptop does not support: ignored`);
        continue;
      }
      const [method = '', path = ''] = route.routeKey === '$default' ? ['ANY', '$default'] : route.routeKey.split(' ');
      http.push({ apiId: route.apiId, routeKey: route.routeKey, method, path, functionName: route.functionName, timeoutMs: route.timeoutMs });
    }
  }
  return { http, sockets };
}

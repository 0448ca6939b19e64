param name string = 'invoices'
param location string = resourceGroup().location

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  sku: { name: 'B1' }
}

resource web 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  properties: { serverFarmId: plan.id, siteConfig: { linuxFxVersion: 'DOTNETCORE|8.0' } }
}

resource slow 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-slow'
  location: 'global'
  properties: {
    severity: 2
    enabled: true
    scopes: [web.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{ name: 'slow', metricName: 'HttpResponseTime', operator: 'GreaterThan', threshold: 2, timeAggregation: 'Average', criterionType: 'StaticThresholdCriterion' }]
    }
  }
}

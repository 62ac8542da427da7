global using Flows.Language;

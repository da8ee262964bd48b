// Shows the API's description, which the page names, without a request to any other host.
const place = document.getElementById("api");
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  deepLinking: true,
  // Would ask a validator on the internet.
  validatorUrl: null,
});

//! Tag `Certificates`: kept as they come. The one for webhooks is trusted when webhooks are sent.

use oaspen_runtime::body::Body;
use oaspen_runtime::types::Base64;
use whatsapp_server::types::operations::{
    delete_webhook_ca_certificate, download_ca_certificate, download_webhook_ca_certificate,
    upload_certificate, upload_webhook_ca_certificate,
};
use whatsapp_server::{Certificates, Context};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::upload::read_upload;

impl Certificates for Sandbox {
    async fn upload_certificate(
        &self,
        _context: &Context<Caller>,
        request: upload_certificate::Request,
    ) -> Result<upload_certificate::Response, Failure> {
        let certificate = read_certificate(request.body).await?;
        self.change(|state| state.certificates.external = certificate);
        Ok(upload_certificate::Response::Ok)
    }

    async fn download_ca_certificate(
        &self,
        _context: &Context<Caller>,
        _request: download_ca_certificate::Request,
    ) -> Result<download_ca_certificate::Response, Failure> {
        let certificate = self.read(|state| state.certificates.external.clone());
        let certificate = certificate.ok_or_else(no_certificate)?.into_bytes();
        Ok(Body::from(certificate).into())
    }

    async fn delete_webhook_ca_certificate(
        &self,
        _context: &Context<Caller>,
        _request: delete_webhook_ca_certificate::Request,
    ) -> Result<delete_webhook_ca_certificate::Response, Failure> {
        self.change(|state| state.certificates.webhook_ca.take())
            .ok_or_else(no_certificate)?;
        Ok(delete_webhook_ca_certificate::Response::Ok)
    }

    async fn download_webhook_ca_certificate(
        &self,
        _context: &Context<Caller>,
        _request: download_webhook_ca_certificate::Request,
    ) -> Result<download_webhook_ca_certificate::Response, Failure> {
        let certificate = self.read(|state| state.certificates.webhook_ca.clone());
        let certificate = certificate.ok_or_else(no_certificate)?.into_bytes();
        Ok(Body::from(certificate).into())
    }

    async fn upload_webhook_ca_certificate(
        &self,
        _context: &Context<Caller>,
        request: upload_webhook_ca_certificate::Request,
    ) -> Result<upload_webhook_ca_certificate::Response, Failure> {
        let certificate = read_certificate(request.body).await?;
        self.change(|state| state.certificates.webhook_ca = certificate);
        self.settings_changed().notify_waiters();
        Ok(upload_webhook_ca_certificate::Response::Ok)
    }
}

async fn read_certificate(body: Option<Body>) -> Result<Option<Base64>, Failure> {
    match body {
        Some(body) => Ok(Some(read_upload(body).await?)),
        None => Ok(None),
    }
}

fn no_certificate() -> Failure {
    Failure::not_found("no certificate was uploaded")
}
